"""What may happen in a journey. Each decision takes a state and gives events, or refuses in a sentence.

One file per theme. Every decision is `decide(state, design, *, at, by, ...) -> Events`; the shell around it
(web, worker, simulator) appends the events, and nothing else ever makes one.
"""
