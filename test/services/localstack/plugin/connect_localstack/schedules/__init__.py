"""EventBridge Scheduler: LocalStack community keeps schedules, and these modules let them fire."""
