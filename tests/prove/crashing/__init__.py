"""Lives of orders over a real database, in processes that are killed between two statements."""
