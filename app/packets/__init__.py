"""Pure: checkpoint packet and catch-up, from incident and timeline."""
