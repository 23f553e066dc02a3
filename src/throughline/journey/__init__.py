"""What happens in a journey: events, one fold into a state, and the decisions that make events. All pure."""
