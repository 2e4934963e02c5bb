"""Pages of procedures: guides for everybody, the register and posters for keepers, helper sessions."""
