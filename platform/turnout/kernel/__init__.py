"""What every module leans on; knows no module."""
