"""What the organisation promised and believes, and the conversations that test it."""
