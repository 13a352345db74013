"""What is invalid, broken or bad practice in manifests: rules, findings and reports."""
