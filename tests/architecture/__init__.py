"""The architecture, tested as data: files, import graph, database catalogue, URL map."""
