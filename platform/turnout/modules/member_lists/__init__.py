"""Lists of members' numbers, by which buyers have member prices."""
