"""Pure: status update, checkpoint packet and catch-up, from incident and timeline."""
