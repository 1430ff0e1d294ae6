"""APScheduler: one tick and a few housekeeping jobs."""
