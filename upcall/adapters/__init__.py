"""What upcall gives to other libraries and takes from them; a module a library, imported at the first use."""
