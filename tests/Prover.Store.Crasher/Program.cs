using System.Globalization;
using Prover.Store;
using Prover.Store.Crasher;

// Prover.Store.Crasher write FILE FOLDER    steps without end, each acknowledged by its number on a line
// Prover.Store.Crasher lease FILE NAME      two processes take jobs until none is left
using var store = SqliteJobStore.Open(new SqliteStoreOptions { File = args[1] });
if (args[0] == "write")
{
    var payloads = FolderPayloadStore.Open(args[2], TimeProvider.System);
    uint last = await store.ReadAsync(Steps.Last, default);
    while (true)
    {
        last++;
        _ = await payloads.PutAsync(Steps.Payload(last), default);
        _ = await store.TransactAsync("step", jobs => Steps.Write(jobs, last), default);
        Say(last);
    }
}

// Two of them begin together, and each does something with a lease before the next one.
while (await store.TransactAsync("join", jobs => Steps.Join(jobs, args[2]), default) < 2)
{
    await Task.Delay(5);
}

while (await store.TransactAsync("lease", jobs => Steps.Lease(jobs, args[2]), default) is { } leased)
{
    Say(leased);
    await Task.Delay(1);
}

static void Say(uint number)
{
    Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
    Console.Out.Flush();
}
