"""Both passes as data: what each step reads, compares and writes."""
