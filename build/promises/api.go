package main

func apiPromises() []promise {
	return []promise{
		eventsOnce(),      // 31
		keyOnce(),         // 32
		problemsOnly(),    // 33
		pollsAndCursors(), // 34
	}
}
