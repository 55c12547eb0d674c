"""Boussole on Telegram and in the terminal."""
