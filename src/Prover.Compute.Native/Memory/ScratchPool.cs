using System.Collections.Concurrent;

namespace Prover.Compute.Native;

/// <summary>Scratch of one size for the pieces of one call: as many blocks as pieces run at once.</summary>
internal sealed class ScratchPool(nuint bytes) : IDisposable
{
    private readonly ConcurrentBag<NativeBlock> _free = [];

    /// <summary>A block for one piece; give it back with <see cref="Return"/>.</summary>
    public NativeBlock Rent() => _free.TryTake(out NativeBlock? block) ? block : new NativeBlock(bytes);

    /// <summary>Takes a block back for the next piece.</summary>
    public void Return(NativeBlock block) => _free.Add(block);

    /// <summary>Clears and frees all blocks; after the last piece has ended.</summary>
    public void Dispose()
    {
        while (_free.TryTake(out NativeBlock? block))
        {
            block.Dispose();
        }
    }
}
