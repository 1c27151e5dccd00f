"""Questions, answers, rules, outcomes and the result: frozen data, no behaviour beyond look-ups."""
