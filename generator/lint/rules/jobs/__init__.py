"""Jobs and cron jobs that leave no rubbish and do not pile up."""
