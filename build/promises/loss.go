package main

// lossPromises are that nothing is lost.
func lossPromises() []promise {
	return []promise{
		{1, "an acknowledged upload survives kill -9 at every fsync and rename", tryKillAtSyncs},
		{2, "file and folder are synced before every acknowledgement", tryOrder},
		{3, "integrity_check is ok after random kills; each document has one result for each attempt", tryRandomKills},
		{4, "what was running runs again within 5 s of the start; who lost the lease writes nothing", both(
			testedIn("./backend/store", "TestQueueInSQLite"), tryLease)},
		{5, "a poison document is dead-lettered after exactly its attempts, the next one starts within 2 s", tryPoison},
		{
			6, "a kill at every write of every migration leaves a database that opens; a newer one is refused unchanged",
			testedIn("./backend/store", "TestAKillAtAnyWriteOfAnyMigration|TestANewerDatabaseIsRefusedUnchanged|TestEveryEarlierSchemaIsMigrated", "DESKCLERK_TEST_KILLS=all"),
		},
		{7, "a second instance leaves within 2 s without writing and hands its arguments over; no stale lock", trySecond},
		{8, "a backup under load restores and has every document acknowledged before it began", tryBackup},
		{9, "disk full: a clear 507, nothing half, all goes on within 30 s; ENOSPC and EIO at the Nth write", tryDisk},
		{10, "16 writers and 32 readers: no lock reaches a caller", tryCrowd},
		{11, "an edit in the review is durable when it is answered", tryEdits},
	}
}
