namespace Prover.Store;

/// <summary>Every statement that the job store runs, but for the schema (Sql/).</summary>
internal static class SqlText
{
    public const string BeginRead = "BEGIN DEFERRED";

    // Takes the lock of the writer at once: a transaction that has begun is never refused as busy later.
    public const string BeginWrite = "BEGIN IMMEDIATE";

    public const string Commit = "COMMIT";

    public const string Rollback = "ROLLBACK";

    private const string JobColumns = """
        chain, number, key, envelope, circuit, admitted, stage, state, stage_since, failures, not_before, fence,
        lease_worker, lease_device, lease_since, lease_until, lease_progress, lease_progress_at,
        failed_workers, proof, proved_by, reason
        """;

    public const string SaveJob = $"""
        INSERT INTO jobs ({JobColumns})
        VALUES ($chain, $number, $key, $envelope, $circuit, $admitted, $stage, $state, $stage_since, $failures,
            $not_before, $fence, $lease_worker, $lease_device, $lease_since, $lease_until, $lease_progress,
            $lease_progress_at, $failed_workers, $proof, $proved_by, $reason)
        ON CONFLICT (chain, number) DO UPDATE SET
            key = excluded.key, envelope = excluded.envelope, circuit = excluded.circuit,
            admitted = excluded.admitted, stage = excluded.stage, state = excluded.state,
            stage_since = excluded.stage_since, failures = excluded.failures, not_before = excluded.not_before,
            fence = excluded.fence, lease_worker = excluded.lease_worker, lease_device = excluded.lease_device,
            lease_since = excluded.lease_since, lease_until = excluded.lease_until,
            lease_progress = excluded.lease_progress, lease_progress_at = excluded.lease_progress_at,
            failed_workers = excluded.failed_workers, proof = excluded.proof, proved_by = excluded.proved_by,
            reason = excluded.reason
        """;

    public const string RemoveJob = "DELETE FROM jobs WHERE chain = $chain AND number = $number";

    public const string FindJob = $"SELECT {JobColumns} FROM jobs WHERE chain = $chain AND number = $number";

    public const string FindJobByKey = $"SELECT {JobColumns} FROM jobs WHERE key = $key";

    public const string SelectJobs = $"""
        SELECT {JobColumns} FROM jobs WHERE (chain, number) > ($chain, $number)
        ORDER BY chain, number LIMIT $limit
        """;

    public const string SelectJobsNewestFirst = $"""
        SELECT {JobColumns} FROM jobs WHERE (chain, number) < ($chain, $number)
        ORDER BY chain DESC, number DESC LIMIT $limit
        """;

    public const string SelectIds = """
        SELECT chain, number FROM jobs
        WHERE stage = $stage AND state = $state AND (chain, number) > ($chain, $number)
        ORDER BY chain, number LIMIT $limit
        """;

    public const string SelectIdsNewestFirst = """
        SELECT chain, number FROM jobs
        WHERE stage = $stage AND state = $state AND (chain, number) < ($chain, $number)
        ORDER BY chain DESC, number DESC LIMIT $limit
        """;

    public const string CountJobs = """
        SELECT stage, state, jobs,
            (SELECT MIN(stage_since) FROM jobs
             WHERE jobs.stage = job_counts.stage AND jobs.state = job_counts.state)
        FROM job_counts WHERE jobs > 0
        """;

    public const string AppendEvent = """
        INSERT INTO events (chain, number, time, kind, stage, attempt, by, detail)
        VALUES ($chain, $number, $time, $kind, $stage, $attempt, $by, $detail)
        RETURNING sequence
        """;

    public const string SelectEvents = """
        SELECT sequence, chain, number, time, kind, stage, attempt, by, detail FROM events
        WHERE sequence > $after ORDER BY sequence LIMIT $limit
        """;

    public const string SelectEventsOfJob = """
        SELECT sequence, chain, number, time, kind, stage, attempt, by, detail FROM events
        WHERE chain = $chain AND number = $number AND sequence > $after ORDER BY sequence LIMIT $limit
        """;

    public const string SaveWorker = """
        INSERT INTO workers (name, last_seen, proofs_right, proofs_wrong, failures, quarantined)
        VALUES ($name, $last_seen, $proofs_right, $proofs_wrong, $failures, $quarantined)
        ON CONFLICT (name) DO UPDATE SET
            last_seen = excluded.last_seen, proofs_right = excluded.proofs_right,
            proofs_wrong = excluded.proofs_wrong, failures = excluded.failures, quarantined = excluded.quarantined
        """;

    public const string SelectWorkers =
        "SELECT name, last_seen, proofs_right, proofs_wrong, failures, quarantined FROM workers ORDER BY name";

    private const string L1Columns = """
        nonce, chain, number, state, reason,
        included_hash, included_number, included_block, included_succeeded, included_gas, included_price
        """;

    public const string SaveL1Transaction = $"""
        INSERT INTO l1_transactions ({L1Columns})
        VALUES ($nonce, $chain, $number, $state, $reason, $included_hash, $included_number, $included_block,
            $included_succeeded, $included_gas, $included_price)
        ON CONFLICT (nonce) DO UPDATE SET
            chain = excluded.chain, number = excluded.number, state = excluded.state, reason = excluded.reason,
            included_hash = excluded.included_hash, included_number = excluded.included_number,
            included_block = excluded.included_block, included_succeeded = excluded.included_succeeded,
            included_gas = excluded.included_gas, included_price = excluded.included_price
        """;

    public const string RemoveL1Transaction = "DELETE FROM l1_transactions WHERE nonce = $nonce";

    public const string SelectL1Transactions =
        $"SELECT {L1Columns} FROM l1_transactions WHERE nonce >= $nonce ORDER BY nonce";

    public const string SelectL1TransactionsOfJob = $"""
        SELECT {L1Columns} FROM l1_transactions WHERE chain = $chain AND number = $number ORDER BY nonce
        """;

    public const string AddL1Version = """
        INSERT INTO l1_versions (nonce, place, hash, max_fee, max_priority, signed, time)
        VALUES ($nonce, $place, $hash, $max_fee, $max_priority, $signed, $time)
        """;

    public const string RemoveL1Versions = "DELETE FROM l1_versions WHERE nonce = $nonce";

    public const string SelectL1Versions =
        "SELECT hash, max_fee, max_priority, signed, time FROM l1_versions WHERE nonce = $nonce ORDER BY place";

    public const string FindSetting = "SELECT value FROM settings WHERE name = $name";

    public const string SaveSetting = """
        INSERT INTO settings (name, value) VALUES ($name, $value)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """;

    // The newest finished job of a chain stays: it says how far the chain is. The states are those that never change.
    public const string PruneJobs = """
        DELETE FROM jobs WHERE rowid IN (
            SELECT rowid FROM jobs AS old
            WHERE stage IN ('Witness', 'Prove', 'Verify', 'Submit', 'Final') AND state IN ('Done', 'Dropped')
                AND stage_since < $before
                AND EXISTS (
                    SELECT 1 FROM jobs AS later
                    WHERE later.chain = old.chain AND later.number > old.number AND later.state = 'Done')
            LIMIT $limit)
        """;

    // The transaction with the highest nonce stays: the next one counts on from it.
    public const string PruneL1Transactions = """
        DELETE FROM l1_transactions WHERE nonce IN (
            SELECT nonce FROM l1_transactions AS old
            WHERE state IN ('Final', 'Reverted')
                AND nonce < (SELECT MAX(nonce) FROM l1_transactions)
                AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.chain = old.chain AND jobs.number = old.number)
                AND NOT EXISTS (
                    SELECT 1 FROM l1_versions WHERE l1_versions.nonce = old.nonce AND l1_versions.time >= $before)
            LIMIT $limit)
        """;

    public const string PruneWorkers = """
        DELETE FROM workers WHERE name IN (
            SELECT name FROM workers WHERE last_seen < $before AND quarantined IS NULL LIMIT $limit)
        """;

    // Events are looked at in pieces, from the oldest on.
    public const string LastEventOfPiece = """
        SELECT MAX(sequence), MIN(time) FROM (
            SELECT sequence, time FROM events WHERE sequence > $after ORDER BY sequence LIMIT $limit)
        """;

    public const string PruneEvents = """
        DELETE FROM events WHERE sequence > $after AND sequence <= $last AND time < $before
            AND NOT EXISTS (
                SELECT 1 FROM jobs WHERE jobs.chain = events.chain AND jobs.number = events.number)
        """;

    public const string CheckOwners =
        "SELECT 'a row without its owner in ' || \"table\" FROM pragma_foreign_key_check";

    public const string CopyTo = "VACUUM INTO $file";
}
