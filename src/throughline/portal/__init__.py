"""The door for stakeholders."""
