"""What tests share: private servers, browsers, and what this machine lacks."""
