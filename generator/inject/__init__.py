"""What a safe rollout needs, put into manifests that exist already by the policies that render uses."""
