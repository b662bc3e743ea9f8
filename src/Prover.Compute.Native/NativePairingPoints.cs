namespace Prover.Compute.Native;

/// <summary>Points of G2 with the lines of their Miller loops.</summary>
internal sealed class NativePairingPoints(NativeDevice device, NativeBlock table, int length)
    : ResidentPairingPoints(device, length)
{
    /// <summary>The lines.</summary>
    /// <exception cref="ObjectDisposedException">The handle was disposed.</exception>
    public NativeBlock Table
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return table;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            table.Dispose();
        }

        base.Dispose(disposing);
    }
}
