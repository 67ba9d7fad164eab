"""The static site: pages that open from disk, made from a published warehouse. `build.build` makes it all."""
