"""Order moves: tickets become another ticket type, of their own event or of another one."""
