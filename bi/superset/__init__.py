"""The dashboard 兑现 for Apache Superset, as an import bundle made from a published warehouse.

| file                 | holds                                                                                  |
|----------------------|----------------------------------------------------------------------------------------|
| `charts.py`          | the charts and where each stands on the dashboard                                      |
| `metrics.csv`        | the metrics of the datasets, with labels in both languages                             |
| `bundle.py`          | database, datasets, charts and dashboard as the zip file that Superset imports         |
| `server.py`          | a Superset of one's own on this machine: what `make superset` starts                   |
| `superset_config.py` | its settings; Superset reads them, nothing here imports them                           |
| `requirements.in`    | what its environment (`.superset/`) is made of; `requirements.lock` pins all of it     |
"""
