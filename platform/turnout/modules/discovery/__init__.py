"""The read model of the public pages: what is published, in the shape in which it is looked up."""
