using Prover.Algebra;
using Prover.Circuits;

namespace Prover.Groth16.Tests;

/// <summary>A random constraint system of a given shape with an assignment that satisfies it.</summary>
/// <remarks>
/// Constraint i multiplies two random sums of earlier wires; its product is a wire of its own while there are wires
/// left, and afterwards a multiple of wire 0 (the constant one), so that no shape is out of reach.
/// </remarks>
internal sealed class RandomSystem
{
    private readonly Random _random;
    private readonly List<Fr> _coefficients = [Fr.One, -Fr.One];

    public RandomSystem(int seed, int publicInputs, int privateWires, int constraints)
    {
        _random = new Random(seed);
        int wires = 1 + publicInputs + privateWires;
        Assignment = new Fr[wires];
        Assignment[0] = Fr.One;
        for (int i = 1; i < wires; i++)
        {
            Assignment[i] = _random.Next(3) == 0 ? Fr.FromUInt64((ulong)_random.Next(1, 3)) : Scalar();
        }

        for (int i = 0; i < 5; i++)
        {
            _coefficients.Add(Scalar());
        }

        Matrix a = new();
        Matrix b = new();
        Matrix c = new();
        for (int row = 0; row < constraints; row++)
        {
            int output = wires - constraints + row;
            int known = output > publicInputs ? output : publicInputs + 1;
            Fr product = AddRow(a, known) * AddRow(b, known);
            if (output > publicInputs)
            {
                Assignment[output] = product;
                c.Add((uint)output, 0);
            }
            else
            {
                _coefficients.Add(product);
                c.Add(0, (uint)_coefficients.Count - 1);
            }

            c.EndRow();
        }

        R1cs = new R1cs(publicInputs, wires, [.. _coefficients], a.Build(), b.Build(), c.Build());
        Id = new byte[32];
        _random.NextBytes(Id);
    }

    public R1cs R1cs { get; }

    public byte[] Id { get; }

    public Fr[] Assignment { get; }

    public Fr[] PublicInputs => Assignment[1..(R1cs.PublicCount + 1)];

    private Fr Scalar()
    {
        byte[] bytes = new byte[40];
        _random.NextBytes(bytes);
        return Fr.Reduce(new System.Numerics.BigInteger(bytes, isUnsigned: true));
    }

    /// <summary>A row of up to three of the first <paramref name="known"/> wires, ascending; gives its value.</summary>
    private Fr AddRow(Matrix matrix, int known)
    {
        Fr value = Fr.Zero;
        var chosen = new SortedSet<int>();
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            _ = chosen.Add(_random.Next(known));
        }

        foreach (int wire in chosen)
        {
            uint id = (uint)_random.Next(7);
            matrix.Add((uint)wire, id);
            value += Assignment[wire] * _coefficients[(int)id];
        }

        matrix.EndRow();
        return value;
    }

    private sealed class Matrix
    {
        private readonly List<uint> _starts = [0];
        private readonly List<uint> _wires = [];
        private readonly List<uint> _ids = [];

        public void Add(uint wire, uint id)
        {
            _wires.Add(wire);
            _ids.Add(id);
        }

        public void EndRow() => _starts.Add((uint)_wires.Count);

        public SparseMatrix Build() => new([.. _starts], [.. _wires], [.. _ids]);
    }
}
