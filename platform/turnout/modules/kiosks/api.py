"""What other modules may ask of kiosks: nothing so far, a kiosk asks for itself."""
