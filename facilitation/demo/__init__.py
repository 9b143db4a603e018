"""The demo day: invented people, organisations and notes, put in by the product's own actions."""
