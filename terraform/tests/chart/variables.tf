# None: what is said here is made up.
