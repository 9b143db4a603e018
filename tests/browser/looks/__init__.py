"""What every scene and page must look like: the days, the pages, what is measured of them."""
