"""Every country pack that ships, and Kyrgyzstan by its facts."""
