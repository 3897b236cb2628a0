"""Code objects recorded under every supported Python: cases, the recorder, the loader, the check of the opcode tables."""
