namespace Prover.Compute.Native;

/// <summary>Memory that one proof leaves to the next: what is given back is handed out again.</summary>
/// <remarks>
/// Fresh memory costs a page fault and the zeroing of a page at the first touch, at the speeds of the vector kernels a
/// tenth of a proof. A block that held secrets is given back as such and cleared by <see cref="Wipe"/> at the end of
/// the computation, not by every piece of work that borrows it. For several threads.
/// </remarks>
internal sealed class BlockPool : IDisposable
{
    /// <summary>A block is handed out for as little as this part of its size.</summary>
    private const nuint LargestWaste = 4;

    private readonly object _gate = new();
    private readonly List<NativeBlock> _free = [];
    private bool _disposed;

    /// <summary>Number of blocks that were made because none fitted.</summary>
    public int Made { get; private set; }

    /// <summary>The blocks that nobody uses now.</summary>
    public IReadOnlyList<NativeBlock> Free
    {
        get
        {
            lock (_gate)
            {
                return [.. _free];
            }
        }
    }

    /// <summary>A block of that size or a larger one, with anything in it; the smallest that is free.</summary>
    public NativeBlock Rent(nuint bytes)
    {
        NativeBlock block = Take(bytes, 0) ?? new NativeBlock(bytes);
        block.ZeroBytes = 0;
        return block;
    }

    /// <summary>A block whose first bytes are zero; one that is so already where there is one.</summary>
    public NativeBlock RentZeroed(nuint bytes)
    {
        NativeBlock block = Take(bytes, bytes) ?? Rent(bytes);
        if (block.ZeroBytes < bytes)
        {
            block.Clear();
        }

        block.ZeroBytes = 0;
        return block;
    }

    /// <summary>Takes a block back; one that held secrets before still counts as such.</summary>
    public void Return(NativeBlock block)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                block.Dispose();
                return;
            }

            _free.Add(block);
        }
    }

    /// <summary>Takes a block back that may hold something secret: cleared by the next <see cref="Wipe"/>.</summary>
    public void ReturnSecret(NativeBlock block)
    {
        block.MayHoldSecrets = true;
        Return(block);
    }

    /// <summary>Clears all free blocks that may hold secrets.</summary>
    public void Wipe(int threads)
    {
        NativeBlock[] blocks;
        lock (_gate)
        {
            blocks = [.. _free.Where(block => block.MayHoldSecrets)];
            _ = _free.RemoveAll(block => block.MayHoldSecrets);
        }

        new ComputeBudget(threads).For(blocks.Length, i =>
        {
            blocks[i].Clear();
            Return(blocks[i]);
        });
    }

    /// <summary>Clears and frees all that is here; what comes back later is freed at once.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _free.ForEach(block => block.Dispose());
            _free.Clear();
        }
    }

    private NativeBlock? Take(nuint bytes, nuint zeroBytes)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            int best = -1;
            for (int i = 0; i < _free.Count; i++)
            {
                nuint size = _free[i].Bytes;
                bool fits = size >= bytes && size / LargestWaste <= bytes && _free[i].ZeroBytes >= zeroBytes;
                if (fits && (best < 0 || size < _free[best].Bytes))
                {
                    best = i;
                }
            }

            if (best < 0)
            {
                Made += zeroBytes == 0 ? 1 : 0;
                return null;
            }

            NativeBlock found = _free[best];
            _free.RemoveAt(best);
            return found;
        }
    }
}
