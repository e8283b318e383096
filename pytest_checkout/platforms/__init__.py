"""What is known of one shop platform: one file each."""
