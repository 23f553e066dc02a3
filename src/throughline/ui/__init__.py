"""How it looks: page bases, small components, and the dates and words they print. It knows no models."""
