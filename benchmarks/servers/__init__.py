"""What the product is measured beside: three small servers, a page each."""
