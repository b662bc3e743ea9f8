using System.Diagnostics;
using Prover.Algebra;

namespace Prover.Compute;

/// <summary>As many additions at once as a vector has lanes.</summary>
/// <remarks>
/// The additions of <see cref="ScalarAdder{TPoint, TField}"/>, in groups of lanes. Each lane has its own running
/// product of the Δx of all groups; the lanes share one inversion. Equal or opposite points make Δx = 0 and so the
/// product of a lane: then, and only then, their pairs are looked for and go to the scalar adder.
/// </remarks>
internal sealed unsafe class VectorAdder<TLanes, TVector, TPoint, TField, TBlock> : BatchAdder<TPoint, TField>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
    where TPoint : unmanaged, IAffinePoint<TPoint, TField>
    where TField : unmanaged, IField<TField>
    where TBlock : struct, IFieldBlock<TVector, TField>
{
    /// <summary>Below this many pairs a group of lanes costs more than single additions.</summary>
    private const int MinPairs = 3;

    /// <summary>Additions per inversion in 𝔽q: the blocks of a batch take some 300 KB of cache.</summary>
    private const int Capacity = 2048;

    /// <summary>Groups that are added at the same time, and blocks for each.</summary>
    private const int InFlight = 2;
    private const int GroupBlocks = 5;

    /// <summary>Blocks that a batch needs besides those of its groups: the first is the running product.</summary>
    private const int WorkBlocks = 1 + (InFlight * GroupBlocks);

    private readonly int _capacity = Capacity * FieldKernel<TLanes, TVector>.Size / TBlock.Size;
    private readonly TPoint*[] _sums;
    private readonly TPoint*[] _addends;
    private readonly AlignedBuffer<TVector> _memory;

    /// <summary>The pair of a lane without a pair, then the lanes of a product.</summary>
    private readonly AlignedBuffer<TPoint> _padding = new(2);
    private readonly AlignedBuffer<TField> _products = new(TLanes.Count);
    private readonly ScalarAdder<TPoint, TField> _scalar = new();
    private int _count;

    /// <summary>An empty batch.</summary>
    public VectorAdder()
    {
        _sums = new TPoint*[_capacity];
        _addends = new TPoint*[_capacity];
        int blocks = (2 * _capacity / TLanes.Count) + WorkBlocks;
        _memory = new AlignedBuffer<TVector>((blocks * TBlock.Size) + TBlock.Temporaries);
    }

    private int Groups => (_count + TLanes.Count - 1) / TLanes.Count;

    private TVector* Temporary => Work + (WorkBlocks * TBlock.Size);

    private TVector* Work => _memory.Memory.Pointer + ((nint)2 * _capacity / TLanes.Count * TBlock.Size);

    /// <inheritdoc/>
    public override void Finish()
    {
        if (_count < MinPairs)
        {
            SetAside(all: true);
        }
        else
        {
            if (!MultiplyDifferences())
            {
                SetAside(all: false);
                bool done = MultiplyDifferences();
                Debug.Assert(done, "No Δx is zero any more.");
            }

            AddGroups();
        }

        _count = 0;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _memory.Dispose();
        _padding.Dispose();
        _products.Dispose();
        _scalar.Dispose();
    }

    /// <inheritdoc/>
    protected override void Enqueue(TPoint* sum, TPoint* addend)
    {
        if (_count == _capacity)
        {
            Finish();
        }

        _sums[_count] = sum;
        _addends[_count] = addend;
        _count++;
    }

    /// <summary>Adds the pairs with equal x, or all, one by one; the other ones stay.</summary>
    private void SetAside(bool all)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (all || _sums[i]->X.Equals(_addends[i]->X))
            {
                _scalar.Queue(_sums[i], _addends[i]);
            }
            else
            {
                _sums[kept] = _sums[i];
                _addends[kept] = _addends[i];
                kept++;
            }
        }

        _scalar.Finish();
        _count = kept;
    }

    /// <summary>Keeps Δx of each group and the product of those before it, and inverts the products of the
    /// lanes.</summary>
    /// <returns>False if a Δx is zero.</returns>
    /// <remarks>|Δx| ≤ 32q; the running product starts below 32q, then (2·32·32/169 + 3)q and less.</remarks>
    private bool MultiplyDifferences()
    {
        TVector* product = Work;
        byte** sums = stackalloc byte*[TLanes.Count];
        byte** addends = stackalloc byte*[TLanes.Count];
        _padding.Span[0] = TPoint.Identity;
        _padding.Span[1] = TPoint.FromCoordinates(TField.One, TField.Zero);
        _products.Span.Fill(TField.One);
        LoadProducts(product, sums);
        TVector* group = _memory.Memory.Pointer;
        for (int g = 0; g < Groups; g++)
        {
            TVector* before = group + TBlock.Size;
            Addresses(g, sums, addends);
            TBlock.Load(group, addends);
            TBlock.Load(before, sums);
            TBlock.Subtract(group, group, before);
            new ReadOnlySpan<TVector>(product, TBlock.Size).CopyTo(new Span<TVector>(before, TBlock.Size));
            TBlock.Multiply(product, group, product, Temporary);
            group += 2 * TBlock.Size;
        }

        ProductAddresses(sums);
        TBlock.Store(sums, product);
        if (_products.Span.Contains(TField.Zero))
        {
            return false;
        }

        BatchInversion.Invert(_products.Span);
        LoadProducts(product, sums);
        return true;
    }

    /// <summary>Walks the groups back, two at a time: the steps of one fill the waits of the other.</summary>
    private void AddGroups()
    {
        byte** sums = stackalloc byte*[InFlight * TLanes.Count];
        byte** addends = stackalloc byte*[TLanes.Count];
        for (int end = Groups; end > 0; end -= InFlight)
        {
            int groups = Math.Min(InFlight, end);
            for (int i = 0; i < groups; i++)
            {
                FindSlope(end - 1 - i, WorkOf(i), sums + (i * TLanes.Count), addends);
            }

            for (int i = 0; i < groups; i++)
            {
                FindX(WorkOf(i));
            }

            for (int i = 0; i < groups; i++)
            {
                FindY(WorkOf(i), sums + (i * TLanes.Count));
            }
        }
    }

    /// <summary>Reads the points of a group; λ = Δy/Δx from the inverse of what is left of the product.</summary>
    /// <remarks>
    /// Ranges of all steps, in q, for 𝔽q² (those of 𝔽q are smaller): inverse at most 32, then 2·32·32/169 + 3 = 16;
    /// 1/Δx = inverse·before at most 16; λ at most 2·32·16/169 + 3 = 9.1; λ² at most 2·(9.1²/169 + 1.5) = 4; x₃ at
    /// most 68; x₁ − x₃ at most 100, the sum of its coefficients 200; λ(x₁ − x₃) at most 2·100·9.1/169 + 3 = 14; y₃ at
    /// most 46. Limbs: x₃ is made tidy, so that x₁ − x₃ stays within 1.01·2^29.
    /// </remarks>
    private void FindSlope(int group, TVector* work, byte** sums, byte** addends)
    {
        TVector* inverse = Work;
        TVector* lambda = work;
        TVector* x1 = work + TBlock.Size;
        TVector* y1 = work + (2 * TBlock.Size);
        TVector* x2 = work + (3 * TBlock.Size);
        TVector* dy = work + (4 * TBlock.Size);
        TVector* dx = _memory.Memory.Pointer + ((nint)2 * group * TBlock.Size);
        TBlock.Multiply(lambda, inverse, dx + TBlock.Size, Temporary);
        TBlock.Multiply(inverse, dx, inverse, Temporary);
        Addresses(group, sums, addends);
        TBlock.Load(x1, sums);
        TBlock.Load(x2, addends);
        Move(sums, sizeof(TField));
        Move(addends, sizeof(TField));
        TBlock.Load(y1, sums);
        TBlock.Load(dy, addends);
        TBlock.Subtract(dy, dy, y1);
        TBlock.Multiply(lambda, dy, lambda, Temporary);
    }

    /// <summary>x₃ = λ² − x₁ − x₂.</summary>
    private void FindX(TVector* work)
    {
        TVector* lambda = work;
        TVector* x1 = work + TBlock.Size;
        TVector* x2 = work + (3 * TBlock.Size);
        TVector* x3 = work + (4 * TBlock.Size);
        TBlock.Square(x3, lambda, Temporary);
        TBlock.Subtract(x3, x3, x1);
        TBlock.Subtract(x3, x3, x2);
        TBlock.Tidy(x3);
    }

    /// <summary>y₃ = λ(x₁ − x₃) − y₁; writes the sums.</summary>
    private void FindY(TVector* work, byte** sums)
    {
        TVector* lambda = work;
        TVector* x1 = work + TBlock.Size;
        TVector* y1 = work + (2 * TBlock.Size);
        TVector* x3 = work + (4 * TBlock.Size);
        TBlock.Subtract(x1, x1, x3);
        TBlock.Multiply(lambda, x1, lambda, Temporary);
        TBlock.Subtract(lambda, lambda, y1);
        TBlock.Store(sums, lambda);
        Move(sums, -sizeof(TField));
        TBlock.Store(sums, x3);
    }

    /// <summary>The blocks of one of the groups in flight.</summary>
    private TVector* WorkOf(int inFlight) => Work + ((1 + (inFlight * GroupBlocks)) * TBlock.Size);

    /// <summary>Where x of each lane's sum and addend is; the coordinates of a point lie one after the other.</summary>
    private void Addresses(int group, byte** sums, byte** addends)
    {
        for (int i = 0; i < TLanes.Count; i++)
        {
            int pair = (group * TLanes.Count) + i;
            sums[i] = (byte*)(pair < _count ? _sums[pair] : _padding.Memory.Pointer);
            addends[i] = (byte*)(pair < _count ? _addends[pair] : _padding.Memory.Pointer + 1);
        }
    }

    private void ProductAddresses(byte** at)
    {
        for (int i = 0; i < TLanes.Count; i++)
        {
            at[i] = (byte*)(_products.Memory.Pointer + i);
        }
    }

    private void LoadProducts(TVector* block, byte** at)
    {
        ProductAddresses(at);
        TBlock.Load(block, at);
    }

    private static void Move(byte** at, int bytes)
    {
        for (int i = 0; i < TLanes.Count; i++)
        {
            at[i] += bytes;
        }
    }
}
