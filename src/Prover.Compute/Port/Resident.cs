namespace Prover.Compute;

/// <summary>Something that lives in the memory of a device until it is disposed.</summary>
/// <remarks>
/// Only the device that made it can use it; any other one refuses with <see cref="ArgumentException"/>. Not to be
/// disposed while a call uses it. Reading from several calls at once is allowed, writing is not.
/// </remarks>
public abstract class Resident : IDisposable
{
    /// <summary>Makes a handle of <paramref name="device"/>.</summary>
    protected Resident(IComputeDevice device) => Device = device;

    /// <summary>The device in whose memory it lives.</summary>
    public IComputeDevice Device { get; }

    /// <summary>True once disposed.</summary>
    protected bool IsDisposed { get; private set; }

    /// <summary>Gives the memory back; the second time does nothing.</summary>
    public void Dispose()
    {
        Dispose(!IsDisposed);
        IsDisposed = true;
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the memory back if <paramref name="disposing"/>; never called with true twice.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
