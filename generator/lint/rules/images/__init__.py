"""Images that can be told apart, pulled and rolled back."""
