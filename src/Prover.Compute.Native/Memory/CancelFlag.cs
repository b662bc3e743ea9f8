using System.Runtime.InteropServices;

namespace Prover.Compute.Native;

/// <summary>A 32-bit word at a fixed address that becomes 1 when a token is cancelled: what kernels poll.</summary>
/// <remarks>Dispose it only after the last kernel call that was given the address.</remarks>
internal sealed unsafe class CancelFlag : IDisposable
{
    private readonly CancellationTokenRegistration _registration;
    private int* _word;

    public CancelFlag(CancellationToken token)
    {
        Token = token;
        _word = (int*)NativeMemory.AllocZeroed(sizeof(int));
        _registration = token.Register(() => Volatile.Write(ref *_word, 1));
    }

    /// <summary>The token behind the flag.</summary>
    public CancellationToken Token { get; }

    /// <summary>What the C ABI calls <c>cancel</c>.</summary>
    public int* Address => _word;

    public void Dispose()
    {
        _registration.Dispose(); // waits for a callback that is running
        NativeMemory.Free(_word);
        _word = null;
    }
}
