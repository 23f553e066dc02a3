"""Time: what happens without anybody clicking."""
