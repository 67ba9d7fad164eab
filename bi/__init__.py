"""What people look at: dashboards and pages, made from a published warehouse and from nothing else."""
