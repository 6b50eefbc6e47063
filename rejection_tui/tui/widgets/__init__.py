"""Small parts that know nothing of services: attributes in, messages out."""
