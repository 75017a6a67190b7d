"""Where law and code agree: duties, controls and evidence; numbers of the law in code; the commentary."""
