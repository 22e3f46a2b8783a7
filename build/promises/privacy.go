package main

func privacyPromises() []promise {
	return []promise{
		{39, "no packet leaves but to endpoints the owner set: a day's work with counters at zero", tryNoPacket},
		{40, "canary words are never in logs, metrics, errors, webhook payloads or the support bundle", tryCanaries},
		{41, "delete, then search the bytes of the data folder: nothing", tryGone},
		{42, "secrets are nowhere in the clear: database, logs, backup, bundle", trySecretsHidden},
		{43, "any changed byte of the audit log is found by `deskclerk verify`", both(
			testedIn("./backend/store", "TestEveryChangedByteOfTheAuditLogIsFound|TestACutOrContinuedAuditLogIsFound|TestARewrittenChain", "DESKCLERK_TEST_FLIPS=all"), tryFlips)},
	}
}
