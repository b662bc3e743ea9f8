using Prover.Pipeline;

namespace Prover.Queue.Tests;

/// <summary>A node that takes a block from the queue and never gets to store it.</summary>
internal static class HangingDoorProgram
{
    /// <summary>Runs until it is killed; prints a line when it has a block.</summary>
    public static Task RunAsync(Uri address, string prefix)
    {
        var options = new RabbitOptions { Address = address, Prefix = prefix };
        var door = new RabbitBlockDoor(
            options, new Hanging(), new MemoryJobStore(), new MemoryPayloadStore(), TimeProvider.System);
        return door.RunAsync(CancellationToken.None);
    }

    private sealed class Hanging : IBlockDoor
    {
        public async Task<Admission> AdmitAsync(string key, ReadOnlyMemory<byte> envelope, CancellationToken cancel)
        {
            Console.WriteLine(key);
            await Task.Delay(Timeout.Infinite, cancel);
            return new Admission(AdmissionVerdict.Overloaded);
        }
    }
}
