"""The formats of pictures: bytes of a file in, bytes of the same format with the label drawn out."""
