using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>Every distinct coefficient once, in order of first use; 1 has id 0 and −1 has id 1.</summary>
internal sealed class CoefficientTable
{
    public const uint OneId = 0;
    public const uint MinusOneId = 1;

    private readonly Dictionary<Fr, uint> _ids = [];
    private readonly List<Fr> _values = [];

    public CoefficientTable()
    {
        _ = Intern(Fr.One);
        _ = Intern(-Fr.One);
    }

    public int Count => _values.Count;

    public Fr this[uint id] => _values[(int)id];

    public uint Intern(in Fr value)
    {
        ref uint id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, value, out bool exists);
        if (!exists)
        {
            id = (uint)_values.Count;
            _values.Add(value);
        }

        return id;
    }

    public Fr[] ToArray() => [.. _values];
}
