"""What a rolling update and a drain need, so that no request is lost."""
