namespace Prover.Compute;

/// <summary>A sparse matrix over 𝔽r in the memory of a device; never changed after loading.</summary>
public abstract class ResidentMatrix : Resident
{
    /// <summary>Makes a handle of <paramref name="device"/>.</summary>
    protected ResidentMatrix(IComputeDevice device, int rows, int columns)
        : base(device)
    {
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }
}
